package lib.base.http;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import lib.base.text.Reason;

/** Collects the body of an answer, but no more than so many bytes of it. */
final class LimitedBody implements BodySubscriber<byte[]> {

  /** There are more. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    private final long largestBytes;

    private TooLarge(long largestBytes) {
      this.largestBytes = largestBytes;
    }

    Reason reason() {
      return Reason.of("http.too_large", largestBytes >> 20);
    }
  }

  private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
  private final long largestBytes;
  private long received;
  private Subscription subscription;

  LimitedBody(long largestBytes) {
    this.largestBytes = largestBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Subscription arriving) {
    subscription = arriving;
    whole.onSubscribe(arriving);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received <= largestBytes) {
      whole.onNext(buffers);
    } else {
      subscription.cancel();
      whole.onError(new TooLarge(largestBytes));
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.onError(failure);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
