"""From modules to apps: import resolution, entry scripts, pages, what each app's settings say."""
