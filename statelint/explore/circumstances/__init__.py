"""Where an app does what: who runs what, from the trace of unfolding to facts that rules ask."""
