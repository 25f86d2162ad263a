package dev.sluice.localaws.iceberg;

import dev.sluice.localaws.http.AwsException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.rest.responses.ErrorResponse;

/** Errors with the statuses that the specification gives them, and clients act upon. */
final class RestErrors {
  private static final int INTERNAL = 500;
  private static final Map<Class<? extends RuntimeException>, Integer> STATUSES = statuses();

  private RestErrors() {}

  private static Map<Class<? extends RuntimeException>, Integer> statuses() {
    Map<Class<? extends RuntimeException>, Integer> statuses = new LinkedHashMap<>();
    statuses.put(UnprocessableEntityException.class, 422);
    statuses.put(BadRequestException.class, 400);
    statuses.put(NamespaceNotEmptyException.class, 409);
    statuses.put(IllegalArgumentException.class, 400);
    statuses.put(ValidationException.class, 400);
    statuses.put(NotAuthorizedException.class, 401);
    statuses.put(NoSuchNamespaceException.class, 404);
    statuses.put(NoSuchTableException.class, 404);
    statuses.put(NoSuchViewException.class, 404);
    statuses.put(UnsupportedOperationException.class, 406);
    statuses.put(AlreadyExistsException.class, 409);
    statuses.put(CommitFailedException.class, 409);
    return Map.copyOf(statuses);
  }

  static ErrorResponse of(RuntimeException error) {
    if (error instanceof NotFoundException) { // 404 would be: no such table; 500: try again
      return response(
          422, "NotFoundException", "The metadata of the table is gone: " + error.getMessage());
    }
    int status = status(error.getClass());
    return response(status, error.getClass().getSimpleName(), String.valueOf(error.getMessage()));
  }

  /** The nearest class' of the exception's. */
  private static int status(Class<?> type) {
    for (Class<?> at = type; at != RuntimeException.class && at != null; at = at.getSuperclass()) {
      Integer status = STATUSES.get(at);
      if (status != null) {
        return status;
      }
    }
    return INTERNAL;
  }

  static ErrorResponse of(AwsException error) {
    return switch (error.code()) {
      case "MissingAuthenticationTokenException", "UnrecognizedClientException" ->
          response(
              401,
              NotAuthorizedException.class.getSimpleName(),
              error.getMessage() + " Give the lake's access key as the catalog's token.");
      case "InvalidInputException" ->
          response(400, BadRequestException.class.getSimpleName(), error.getMessage());
      default -> response(error.status(), error.code(), error.getMessage());
    };
  }

  private static ErrorResponse response(int status, String type, String message) {
    return ErrorResponse.builder().responseCode(status).withType(type).withMessage(message).build();
  }
}
