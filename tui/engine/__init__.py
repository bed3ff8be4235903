"""The engine process behind the screen: what it does, how it is started, and what it says."""
