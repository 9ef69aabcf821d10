"""One PDF of a letter, the list of its enclosures and the enclosures themselves.

`making.make` is the verb. What strangers made (PDF, photos) is opened by the modules of `apart`, in a process of its
own;
nothing else here reads such a file. This module stays empty of imports, for that process starts with it.
"""
