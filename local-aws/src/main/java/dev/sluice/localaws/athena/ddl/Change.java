package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryFailedException;

/** A change of the catalog that was read whole: it is made whole, or fails and changes nothing. */
@FunctionalInterface
interface Change {
  void make() throws QueryFailedException;
}
