"""The conversation: from what happened to the letter that fits, in questions and answers without a screen.

A `Conversation` is a value; each answer gives the next one. A terminal shows it (``cli/ask``), and a web page
could. What is asked, in which words and why, is data in ``templates/interview`` and in the model of the case.
"""
