package dev.sluice.local.lake;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What rules and schedules can be given as targets: the lake's functions. Any other is refused when
 * the target is made, and not when the first event is lost.
 *
 * @param names of the functions
 */
record FunctionTargets(Set<String> names) {
  private static final Pattern ARN = Pattern.compile("arn:[\\w-]+:[\\w-]+:[\\w-]*:\\d*:.+");
  private static final Pattern FUNCTION =
      Pattern.compile(Pattern.quote(Account.LOCAL.functionArn("")) + "([\\w-]+)(:[\\w$-]+)?");

  FunctionTargets {
    names = Set.copyOf(names);
  }

  /** The name of the function that an ARN names, with or without a version or alias. */
  String function(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw refused("Parameter " + arn + " is not valid. Reason: it is not an ARN.");
    }
    Matcher function = FUNCTION.matcher(arn);
    if (!function.matches() || !names.contains(function.group(1))) {
      throw refused(
          "The local lake can't deliver to %s. Targets are its functions: %s."
              .formatted(arn, String.join(", ", arns())));
    }
    return function.group(1);
  }

  private List<String> arns() {
    return names.stream().sorted().map(Account.LOCAL::functionArn).toList();
  }

  private static AwsException refused(String text) {
    return AwsException.invalid("ValidationException", text);
  }
}
