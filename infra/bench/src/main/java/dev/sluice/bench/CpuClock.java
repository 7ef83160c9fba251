package dev.sluice.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What has passed since it was started, on the wall and on the processors. Immutable. */
final class CpuClock {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long wall = System.nanoTime();
  private final long cpu = SYSTEM.getProcessCpuTime();

  private CpuClock() {}

  static CpuClock start() {
    return new CpuClock();
  }

  double wallSeconds() {
    return (System.nanoTime() - wall) / NANOS;
  }

  /** Of all threads of this process. */
  double cpuSeconds() {
    return (SYSTEM.getProcessCpuTime() - cpu) / NANOS;
  }
}
