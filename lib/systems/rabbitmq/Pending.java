package lib.systems.rabbitmq;

import java.util.concurrent.CompletableFuture;

/** A message and its receipt, which is open until the broker has said what became of it. */
public record Pending(Outgoing message, CompletableFuture<Receipt> receipt) {

  /** Of a message that is not sent yet. */
  public static Pending of(Outgoing message) {
    return new Pending(message, new CompletableFuture<>());
  }

  /** Says what became of it, unless that is known. */
  public void settle(Receipt result) {
    receipt.complete(result);
  }
}
