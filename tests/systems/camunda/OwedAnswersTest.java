package tests.systems.camunda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import lib.base.config.Settings;
import lib.systems.camunda.OwedAnswers;
import lib.systems.camunda.RestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.AccountLandscape;

/** What systems owe, as the engine tells. */
@Tag("engine")
@Tag("rabbitmq")
class OwedAnswersTest {

  @Test
  void onlyTasksThatWereHandedOverAreOwed() {
    Instant begun = Instant.now().minusSeconds(60);
    try (AccountLandscape land = new AccountLandscape()) {
      land.handedOver("bitrix_create_task", 2);
      land.failed("op_create_task", 2, 1);
      land.create("send_email", 1);
      land.create("1c_sync_data", 1);
      land.lock("1c_sync_data", "stranger", 1, AccountLandscape.YEAR);
      Settings settings = land.project().corner().settings();
      OwedAnswers owed =
          OwedAnswers.ask(new RestClient(settings.camunda()), settings.routing(), Instant.now());
      assertThat(owed.complete()).isTrue();
      assertThat(owed.bySystem()).hasSize(settings.routing().systems().size());
      assertThat(owed.bySystem().get("bitrix24").answers()).isEqualTo(2);
      assertThat(owed.bySystem().get("bitrix24").oldest().orElseThrow()).isAfter(begun);
      owed.bySystem().remove("bitrix24");
      assertThat(owed.bySystem().values()).allMatch(one -> one.answers() == 0);
    }
  }
}
