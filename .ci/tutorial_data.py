"""Makes what a tutorial would fetch from the network, of the same shape and size.

usage: tutorial_data.py TUTORIAL
"""
import json
import random
import sys

FLIGHTS = 231_083


def flights():
    """As vega-datasets' flights-200k.json: delay in minutes, distance in miles, hour of the day."""
    draw = random.Random(7)
    rows = [
        {
            "delay": round(draw.gauss(8, 30)),
            "distance": draw.randrange(30, 2_700),
            "time": round(draw.uniform(0, 24), 3),
        }
        for _ in range(FLIGHTS)
    ]
    with open("flights-200k.json", "w", encoding="utf-8") as file:
        json.dump(rows, file)


MADE = {"flights": flights}

if __name__ == "__main__":
    MADE[sys.argv[1]]()
