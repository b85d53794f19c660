"""Grammar over the parse: arguments, voice, coordination."""
