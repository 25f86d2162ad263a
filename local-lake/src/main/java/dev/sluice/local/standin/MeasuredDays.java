package dev.sluice.local.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Weather at any time and place, made of days that were measured in Seattle: a place has on each
 * day one of them, every third place one of the hottest, windiest or wettest. The course of a day
 * is made up: coldest at 3 and warmest at 15 o'clock UTC, wind that rises with the sun, and rain
 * within six hours. The same place and time have the same weather.
 */
final class MeasuredDays {
  private static final int EXTREMES = 30;
  private static final int RAINY_HOURS = 6;

  /** A measured day: mm, °C, °C, m/s, a word. */
  record Day(LocalDate date, double rain, double highest, double lowest, double wind, String sky) {
    static Day of(String line) {
      String[] cells = line.split(",", -1);
      return new Day(
          LocalDate.parse(cells[0]),
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          cells[5]);
    }
  }

  /** Weather at a moment: °C, m/s, m/s, mm/h, %, a code of the API. */
  record Weather(
      double temperature, double wind, double gust, double rain, double humidity, int code) {}

  private static final Map<String, Integer> CODES =
      Map.of("drizzle", 4000, "rain", 4001, "snow", 5000, "fog", 2000);

  private final List<Day> days;
  private final List<List<Day>> extremes;

  private MeasuredDays(List<Day> days) {
    this.days = days;
    this.extremes =
        List.of(
            most(days, Comparator.comparingDouble(Day::highest)),
            most(days, Comparator.comparingDouble(Day::wind)),
            most(days, Comparator.comparingDouble(Day::rain)));
  }

  private static List<Day> most(List<Day> days, Comparator<Day> by) {
    return days.stream().sorted(by.reversed()).limit(EXTREMES).toList();
  }

  static MeasuredDays read(Path csv) throws IOException {
    return new MeasuredDays(Files.readAllLines(csv).stream().skip(1).map(Day::of).toList());
  }

  Weather at(String place, Instant time) {
    int number = Math.floorMod(place.hashCode(), 1_000);
    Day day = day(number, time);
    double hour = (time.getEpochSecond() % 86_400) / 3_600.0;
    double sun = (1 + Math.cos((hour - 15) * Math.PI / 12)) / 2;
    double wind = day.wind() * (0.7 + 0.5 * sun);
    boolean rains = day.rain() > 0 && Math.floorMod((int) hour - number, 24) < RAINY_HOURS;
    double rain = rains ? day.rain() / RAINY_HOURS : 0;
    return new Weather(
        rounded(day.lowest() + (day.highest() - day.lowest()) * sun),
        rounded(wind),
        rounded(wind * 1.6),
        rounded(rain),
        Math.round(rains ? 97 - 8 * sun : 90 - 45 * sun),
        rains ? CODES.getOrDefault(day.sky(), 4001) : day.rain() > 0 ? 1001 : 1000);
  }

  private Day day(int number, Instant time) {
    LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
    int epochDay = (int) date.toEpochDay();
    if (number % 3 == 0) {
      List<Day> kind = extremes.get(number / 3 % extremes.size());
      return kind.get(Math.floorMod(epochDay + number, kind.size()));
    }
    // The same time of a year between 2012 and 2015.
    int year = number % 4;
    return days.get(Math.min(days.size() - 1, year * 365 + date.getDayOfYear()));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
