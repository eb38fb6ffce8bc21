"""The look: colours with meanings, one spacing and type scale, one family of icons."""
