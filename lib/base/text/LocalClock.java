package lib.base.text;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The system's clock, whose zone is the local offset of the moment. {@link
 * Clock#systemDefaultZone()} has the rules of the local zone instead, and for them Java looks into
 * every jar for further rules: a tenth of the processor time of a short call.
 */
public final class LocalClock extends Clock {

  private final Clock instants = Clock.systemUTC();

  @Override
  public ZoneId getZone() {
    int millis = TimeZone.getDefault().getOffset(instants.millis());
    return ZoneOffset.ofTotalSeconds(millis / 1000);
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return instants.withZone(zone);
  }

  @Override
  public Instant instant() {
    return instants.instant();
  }
}
