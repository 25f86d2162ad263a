package dev.sluice.localaws.sts;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsService;
import dev.sluice.localaws.http.QueryService;
import dev.sluice.localaws.http.Xml;

/** Tells who calls: always the account itself, as signatures are not checked. */
public final class StsService {
  private StsService() {}

  /** The service of that account. */
  public static AwsService of(Account account) {
    return new QueryService("sts", "https://sts.amazonaws.com/doc/2011-06-15/")
        .on(
            "GetCallerIdentity",
            in ->
                new Xml()
                    .text("Arn", "arn:aws:iam::" + account.id() + ":user/local")
                    .text("UserId", "AIDALOCALLAKE")
                    .text("Account", account.id()));
  }
}
