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
    distances = [draw.randrange(108, 2_299) for _ in range(300)]  # some flights are alike in all three
    rows = [
        {
            "delay": max(-58, min(180, round(draw.gauss(8, 30)))),
            "distance": draw.choice(distances),
            "time": draw.randrange(24 * 60) / 60,
        }
        for _ in range(FLIGHTS)
    ]
    with open("flights-200k.json", "w", encoding="utf-8") as file:
        json.dump(rows, file)


MADE = {"flights": flights}

if __name__ == "__main__":
    MADE[sys.argv[1]]()
