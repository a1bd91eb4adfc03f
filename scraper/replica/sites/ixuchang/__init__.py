"""A county portal that reprints union news (ixuchang): breadcrumb, view counter, newest list behind the text."""
