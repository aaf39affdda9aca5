"""A script with options of its own: what the configuration says wins over argparse's defaults, and argparse adds those
that it doesn't say."""
import argparse
import csv
import os

from liftoff import parse_opts

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--epochs", type=int, default=3)


def train(args):
    with open(os.path.join(args.out_dir, "metrics.csv"), "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["epoch", "loss"])
        for epoch in range(args.epochs):
            rows.writerow([epoch, (1 - args.lr) ** epoch + 0.01 * args.seed])


if __name__ == "__main__":
    train(parser.parse_args([], parse_opts()))  # without liftoff: parser.parse_args()
