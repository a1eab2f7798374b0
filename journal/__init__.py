"""Dated records of a person: the Waistline diary, body weight, measurements, progress photos."""
