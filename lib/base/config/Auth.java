package lib.base.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the engine knows who asks. */
public sealed interface Auth {

  /** Nothing is sent. */
  record None() implements Auth {
    @Override
    public <T> T match(
        Supplier<T> none, Function<Basic, ? extends T> basic, Function<Bearer, ? extends T> token) {
      return none.get();
    }
  }

  /** HTTP Basic. */
  record Basic(String username, Secret password) implements Auth {
    @Override
    public <T> T match(
        Supplier<T> none, Function<Basic, ? extends T> basic, Function<Bearer, ? extends T> token) {
      return basic.apply(this);
    }
  }

  /** {@code Authorization: Bearer}. */
  record Bearer(Secret token) implements Auth {
    @Override
    public <T> T match(
        Supplier<T> none, Function<Basic, ? extends T> basic, Function<Bearer, ? extends T> token) {
      return token.apply(this);
    }
  }

  /** What is done in each of the cases. */
  <T> T match(
      Supplier<T> none, Function<Basic, ? extends T> basic, Function<Bearer, ? extends T> token);

  /** Whether requests say who asks. */
  default boolean isOn() {
    return match(() -> false, basic -> true, token -> true);
  }

  /** The header {@code Authorization}; empty for none. */
  default Optional<String> header() {
    return match(
        Optional::empty,
        basic -> {
          String pair = basic.username() + ":" + basic.password().value();
          byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
          return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
        },
        bearer -> Optional.of("Bearer " + bearer.token().value()));
  }
}
