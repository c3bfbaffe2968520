package tests.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.Seed;

/**
 * Nothing is lost, stuck or left unhealthy, whatever happens to workers, networks, engine, broker
 * and topology, and to several of them at once. A few rounds of random faults; the environment
 * variable UCW_TEST_ROUNDS makes it as many as it says, which may be hours, or with {@code each} as
 * many as let every fault strike once. A failed round names its seed: with UCW_TEST_ROUNDS=1 and
 * UCW_TEST_SEED it is run again.
 */
@Tag("chaos")
@Tag("engine")
@Tag("rabbitmq")
class FaultRoundsTest {

  private static final int WORKERS = 2;
  private static final int MOST_AT_ONCE = 3;
  private static final String A_FEW = "4";
  private static final String EACH = "each";
  private static final Figures FIGURES = new Figures();

  private static FaultWorld world;

  @BeforeAll
  static void start() throws IOException {
    world = FaultWorld.start(WORKERS);
  }

  @AfterAll
  static void stop() {
    System.out.println(FIGURES.table(world.stops()));
    world.close();
  }

  static Stream<Round> rounds() {
    long seed = Seed.value();
    String wanted = Optional.ofNullable(System.getenv("UCW_TEST_ROUNDS")).orElse(A_FEW);
    return wanted.equals(EACH)
        ? everyFaultOnce(seed)
        : LongStream.range(seed, seed + Integer.parseInt(wanted)).mapToObj(FaultRoundsTest::random);
  }

  private static Round random(long seed) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
    Collections.shuffle(faults, random);
    return new Round(seed, together(faults, 1 + random.nextInt(MOST_AT_ONCE)));
  }

  private static Stream<Round> everyFaultOnce(long seed) {
    List<Fault> left = new ArrayList<>(List.of(Fault.values()));
    Collections.shuffle(left, new Random(seed));
    List<Round> rounds = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Fault> faults = together(left, MOST_AT_ONCE);
      left.removeAll(faults);
      rounds.add(new Round(seed + rounds.size(), faults));
    }
    return rounds.stream();
  }

  /** The first faults that do not undo each other. */
  private static List<Fault> together(List<Fault> faults, int most) {
    EnumSet<Fault.Target> struck = EnumSet.noneOf(Fault.Target.class);
    return faults.stream().filter(fault -> struck.add(fault.target())).limit(most).toList();
  }

  @ParameterizedTest
  @MethodSource("rounds")
  void endAsIfNothingHadHappened(Round round) {
    FIGURES.add(round.run(world));
  }
}
