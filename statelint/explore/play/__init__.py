"""Playing Programs on abstract sessions: what each step does to them, and the record of every hard read."""
