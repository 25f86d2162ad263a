"""Makes the samples of the pipeline `movies`: the CSV files in pipelines/movies/landing and what the TMDB stand-in knows.

python3 local-lake/src/test/resources/movies/generate.py     (from the root of the checkout; same seed, same files)
"""
import json
import pathlib
import random

ROOT = pathlib.Path(__file__).resolve().parents[5]
CSV = ROOT / "pipelines/movies/landing"
TMDB = ROOT / "local-lake/src/main/resources/dev/sluice/local/standin/tmdb.json"
HEADER = (
    "id|tituloPincipal|tituloOriginal|anoLancamento|tempoMinutos|genero|notaMedia|numeroVotos|generoArtista"
    "|personagem|nomeArtista|anoNascimento|anoFalecimento|profissao|titulosMaisConhecidos"
)
GENRES = {
    27: "Terror", 53: "Thriller", 18: "Drama", 35: "Comédia", 9648: "Mistério", 878: "Ficção científica",
    14: "Fantasia", 28: "Ação",
}
THINGS = ["Casa", "Sombra", "Noite", "Mansão", "Floresta", "Maldição", "Cidade", "Ilha", "Porta", "Lua", "Boneca", "Torre"]
OF = ["do Medo", "das Almas", "sem Fim", "dos Corvos", "de Cinzas", "do Silêncio", "de Sangue", "do Abismo", "da Névoa", "dos Espelhos"]
FIRST = ["Ana", "Bento", "Clara", "Davi", "Elisa", "Fábio", "Gil", "Helena", "Ivo", "Júlia", "Lauro", "Marta"]
LAST = ["Alves", "Braga", "Couto", "Duarte", "Esteves", "Farias", "Galvão", "Heringer", "Lobo", "Moura", "Pires", "Queirós"]
NULL = "\\N"


def titles(pick):
    all_titles = [f"A {thing} {of}" for thing in THINGS for of in OF]
    pick.shuffle(all_titles)
    return all_titles


def cell(text):
    return '"' + text.replace('"', '""') + '"' if "|" in text or text.startswith('"') else text


def artist(pick):
    born = str(pick.randint(1930, 1999)) if pick.random() > 0.2 else NULL
    name = f"{pick.choice(FIRST)} {pick.choice(LAST)}"
    gender = pick.choice(["actor", "actress"]) if pick.random() > 0.05 else NULL
    return gender, name, born


def rows_of(pick, ident, title, year, horror):
    other = pick.sample(["Drama", "Mystery", "Thriller", "Comedy", "Sci-Fi"], pick.randint(0, 2))
    genres = ",".join(sorted(other + (["Horror"] if horror else ["Romance"])))
    minutes = str(pick.randint(70, 150)) if pick.random() > 0.06 else NULL
    rating = f"{pick.randint(20, 90) / 10:.1f}" if pick.random() > 0.06 else NULL
    votes = str(pick.randint(5, 90_000)) if rating != NULL else NULL
    for _ in range(pick.randint(1, 4)):
        gender, name, born = artist(pick)
        died = str(int(born) + 60) if born != NULL and pick.random() < 0.3 else NULL
        role = pick.choice(["Ela mesma", "O vizinho", "A médica", NULL])
        known = ",".join(f"tt{pick.randint(1, 9_999_999):07d}" for _ in range(pick.randint(1, 3)))
        yield [ident, title, title if pick.random() > 0.1 else "The " + title, year, minutes, genres, rating, votes,
               gender, role, name, born, died, "actor,writer", known]


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join("|".join(cell(value) for value in row) for row in rows)
    path.write_text(HEADER + "\n" + text + "\n", encoding="utf-8")


def catalogue(pick, names, first_id, remakes):
    rows = []
    for number, title in enumerate(names):
        years = [pick.randint(1950, 2000)]
        if number < remakes:  # a remake: the same title under another id
            years.append(years[0] + 20)
        for at, year in enumerate(years):
            shown = NULL if pick.random() < 0.03 else str(year)
            rows += rows_of(pick, f"tt{first_id + number * 10 + at:07d}", title, shown, pick.random() < 0.7)
    rows += [list(row) for row in pick.sample(rows, 12)]  # whole rows twice
    return rows


def films(pick, names):
    known = []
    for number, title in enumerate(names):
        for again in range(2 if number % 9 == 0 else 1):  # the same title under another id, here too
            others = pick.sample([id for id in GENRES if id != 27], pick.randint(0, 3))
            ids = others if number % 37 == 5 else [27] + others
            known.append({
                "id": 1000 + number * 10 + again,
                "title": title,
                "original_title": title,
                "overview": f"O que se conta sobre “{title}” não é tudo.",
                "genre_ids": ids,
                "popularity": f"{pick.randint(400, 250_000) / 1000:.3f}",
                "release_date": "" if number % 23 == 4 else f"{pick.randint(1960, 2025)}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}",
                "vote_average": pick.randint(20, 90) / 10,
                "vote_count": pick.randint(1, 9_000),
                "adult": False,
            })
    return known


def main():
    pick = random.Random(27)
    names = titles(pick)
    movies = catalogue(pick, names[:80] + ['Noite | Dia', 'O "Outro"'], 1_000_000, 12)
    pick.shuffle(movies)
    write(CSV / "movies/movies.csv", movies)
    write(CSV / "series/series.csv", catalogue(pick, names[100:120], 2_000_000, 0))
    on_tmdb = films(pick, names[:8] + names[40:118] + ['Noite | Dia'])
    on_tmdb.sort(key=lambda film: -float(film["popularity"]))
    genres = [{"id": id, "name": name} for id, name in GENRES.items()]
    TMDB.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join("  " + json.dumps(film, ensure_ascii=False) for film in on_tmdb)
    TMDB.write_text('{"genres": %s,\n"films": [\n%s\n]}\n' % (json.dumps(genres, ensure_ascii=False), lines), encoding="utf-8")


if __name__ == "__main__":
    main()
