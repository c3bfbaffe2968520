package lib.tools.reader;

import java.util.AbstractList;
import java.util.Arrays;

/** Very many numbers, eight bytes each. */
final class Tags extends AbstractList<Long> {

  private long[] numbers = new long[1024];
  private int count;

  @Override
  public boolean add(Long number) {
    numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
    numbers[count++] = number;
    return true;
  }

  @Override
  public Long get(int index) {
    return numbers[index];
  }

  @Override
  public int size() {
    return count;
  }
}
