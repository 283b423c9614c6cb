package io.memberport.profile.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.YearMonth;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({"0,1000,0 %", "1,3,33.3 %", "1000,1000,100 %", "1,1000000,<0.1 %", "999999,1000000,>99.9 %", "0,0,–"})
    void roundAShareButNeverToNothingOrAll(long part, long whole, String words) {
        assertEquals(words, plain(Figures.percent(Figures.share(part, whole))));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "999,999 bytes",
        "1000,1 kB",
        "999499,999 kB",
        "1264000000,1.26 GB",
        "9223372036854775807,9220000 TB"
    })
    void sayASize(long bytes, String words) {
        assertEquals(words, plain(Figures.bytes(bytes)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "-0.0|0",
                "5|5",
                "-1234567.25|-1,234,567.25",
                "0.1|0.1",
                "1e14|100,000,000,000,000",
                "1e15|1 × 10^15",
                "0.00001|0.00001",
                "0.0000012|1.2 × 10^-6",
                "4.9e-324|4.9 × 10^-324",
                "Infinity|more than a double holds",
                "-Infinity|less than a double holds",
            })
    void sayANumber(double number, String words) {
        assertEquals(words, plain(Figures.number(number)));
    }

    @Test
    void sayThatANumberIsAnEstimate() {
        assertEquals("about 123,000", Figures.count(123_456, false));
        assertEquals("123,456", Figures.count(123_456, true));
        assertEquals("about 50,010", Figures.number(50_013.25, false));
        assertEquals("50,013.25", Figures.number(50_013.25, true));
        assertEquals("about 0", Figures.number(0, false));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03,2024-03,2024-03",
        "2024-01,2024-12,2024",
        "2010-01,2019-12,2010 to 2019",
        "2024-01,2024-06,2024-01 to 2024-06"
    })
    void sayAPeriod(YearMonth first, YearMonth last, String words) {
        assertEquals(words, Figures.period(first, last));
    }

    @Test
    void areTheSameInEveryPlace() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals("1,234", Figures.count(1_234));
            assertEquals("33.3 %", plain(Figures.percent(1 / 3d)));
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String plain(String words) {
        return words.replace('\u00A0', ' ');
    }
}
