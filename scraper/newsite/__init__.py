"""How a site file comes to be: look at a few pages, tell articles from the rest, write down what was found."""
