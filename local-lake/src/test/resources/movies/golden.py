"""Computes what the pipeline `movies` must give for its samples, without any of the product's code:
python3 local-lake/src/test/resources/movies/golden.py writes local-lake/src/test/resources/golden/movies-*.csv.

Two days of TMDB (2026-06-01 and 2026-06-02), the CSV files once.
"""
import csv
import datetime
import json
import pathlib
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[5]
GOLDEN = ROOT / "local-lake/src/test/resources/golden"
DAYS = [datetime.date(2026, 6, 1), datetime.date(2026, 6, 2)]
KEPT = ["id", "tituloPincipal", "tituloOriginal", "anoLancamento", "tempoMinutos", "genero", "notaMedia",
        "numeroVotos", "generoArtista", "nomeArtista", "anoNascimento"]


def from_csv(kind):
    path = ROOT / f"pipelines/movies/landing/{kind}/{kind}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    whole = [row for row in rows if all(row[name] not in ("", "\\N") for name in KEPT)]
    first = {}
    for row in whole:
        first.setdefault(row["id"], row)
    return rows, [row for row in first.values() if "Horror" in row["genero"]]


def from_tmdb(day):
    known = json.loads((ROOT / "local-lake/src/main/resources/dev/sluice/local/standin/tmdb.json").read_text("utf-8"))
    genres = {genre["id"]: genre["name"] for genre in known["genres"]}
    number = (day - datetime.date(1970, 1, 1)).days
    films = []
    for at, film in enumerate(known["films"]):
        if (at + number) % 11 != 0:
            films.append(dict(film, popularity=Decimal(film["popularity"]) + number % 7 * Decimal("0.5"),
                              genres=", ".join(genres[id] for id in film["genre_ids"])))
    return films


def write(name, header, rows):
    with open(GOLDEN / f"movies-{name}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main():
    movies_raw, movies = from_csv("movies")
    series_raw, series = from_csv("series")
    snapshots = [from_tmdb(day) for day in DAYS]
    terror = [[film for film in films if "Terror" in film["genres"]] for films in snapshots]
    newest = {film["id"]: film for films in terror for film in films}
    pairs = [(row, film) for row in movies for film in newest.values() if row["tituloPincipal"] == film["title"]]
    per_id = {}
    for row, film in pairs:
        per_id[row["id"]] = per_id.get(row["id"], 0) + 1
    naive = sum(count ** 3 for count in per_id.values())
    groups = {}
    for row, film in pairs:
        groups.setdefault((int(row["anoLancamento"]), row["tituloPincipal"]), []).append((row, film))
    by_year = [(year, title, max(int(row["numeroVotos"]) for row, _ in group), max(film["popularity"] for _, film in group))
               for (year, title), group in groups.items()]
    by_year.sort(key=lambda line: (-line[0], -line[3], -line[2]))
    write("by-year", ["anolancamento", "titulopincipal", "maior_numero_votos_por_ano", "maior_popularidade_por_ano"], by_year)
    write("counts", ["what", "rows"], [
        ("movies.csv", len(movies_raw)), ("series.csv", len(series_raw)), ("tmdb", sum(map(len, snapshots))),
        ("tb_csv", len(movies)), ("tb_series", len(series)), ("tb_json", sum(map(len, terror))),
        ("filmes_atuais", len(newest)), ("dim_nome_filme", len(pairs)), ("juncao_dimensao_fato", len(pairs)),
        ("naive join", naive), ("agregar_ordenar", len(by_year))])
    years = sorted({int(row["anoLancamento"]) for row in series}, reverse=True)
    write("series", ["anolancamento", "series"],
          [(year, sum(int(row["anoLancamento"]) == year for row in series)) for year in years])


if __name__ == "__main__":
    main()
