package io.memberport.benchmarks;

import java.util.List;

/**
 * What one run took.
 *
 * @param seconds wall time, of the whole process if there is one
 * @param residentBytes the largest resident set seen, 0 where the system does not tell, or others are in it
 */
record Measurement(double seconds, long residentBytes) {

    static double medianSeconds(List<Measurement> measurements) {
        double[] sorted =
                measurements.stream().mapToDouble(Measurement::seconds).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
