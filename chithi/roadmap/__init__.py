"""The roadmap: how many women must be appointed, when and where, for a target to be met in its year.

Plain Python on plain values: it knows neither Django nor any other room. `docs/roadmap.md` has the method, its
assumptions and a case counted by hand. Numbers of people are integers, shares and rates are `Fraction`; nothing
here is a float.
"""
