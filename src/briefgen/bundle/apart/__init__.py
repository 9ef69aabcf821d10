"""What runs in a process of its own, with limits: it opens files that strangers made and gives back clean pages."""
