"""Writes a tide table from the two strongest tides, good enough to try the program with."""

import argparse
import math
from datetime import datetime, timedelta, timezone

MEAN_METRES = 1.9
LUNAR_METRES, LUNAR_HOURS = 1.1, 12.4206
SOLAR_METRES, SOLAR_HOURS = 0.4, 12.0


def height(hours: float) -> float:
    """Height of the water over the chart's zero, in metres."""
    lunar = LUNAR_METRES * math.cos(2 * math.pi * hours / LUNAR_HOURS)
    solar = SOLAR_METRES * math.cos(2 * math.pi * hours / SOLAR_HOURS)
    return MEAN_METRES + lunar + solar


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("start", type=datetime.fromisoformat)
    parser.add_argument("--days", type=int, default=7)
    arguments = parser.parse_args()
    start = arguments.start.replace(tzinfo=timezone.utc)
    print("time,height_m")
    for hour in range(arguments.days * 24):
        time = start + timedelta(hours=hour)
        print(f"{time:%Y-%m-%dT%H:%M:%SZ},{height(hour):.2f}")


if __name__ == "__main__":
    main()
