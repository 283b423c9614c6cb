package io.memberport.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Secrets and members' values that all have one word in them, by which they are known wherever they turn up. */
final class Canary {

    static final String WORD = "canary";

    static final String CLIENT_ID = "canary-id";
    static final String CLIENT_SECRET = "canary/secret+ü=%&\"";
    static final String API_KEY = "canary/key+==";
    static final String TOKEN = "canary-token~1.2/3+4==";
    static final String COOKIE = "session=canary-cookie";
    static final String TAG = "\"canary-tag\"";
    static final String SIGNED_QUERY = "X-Amz-Signature=canary%2bsignature&X-Amz-Security-Token=canary%2Ftoken";
    static final String JDBC_PASSWORD = "canary-password";
    static final String AWS_KEY = "CANARYACCESSKEY";
    static final String AWS_SECRET = "canary/aws+secret";
    static final String AWS_TOKEN = "canary//aws+token==";
    static final String VALUE = "a canary ü";

    /** Protected values that are no text. */
    static final String NUMBER = "4711.0815";

    static final String DAY = "1987-06-05";

    private static final String HEADER = "{\"id\":\"batch-1\",\"members\":[";

    /** Up to the second member. */
    static final String HALF = HEADER + member(0) + ",";

    /** An export of two members. */
    static final String EXPORT = HALF + member(1) + "]}";

    /** An export of two members with a protected variable of each type, and free text that is not protected. */
    static final String PROFILED = HEADER + profiled(0) + "," + profiled(1) + "]}";

    private Canary() {}

    /** An export of one member whose value is not what it is said to be. */
    static String exportWithValueOf(String dataType) {
        return HALF + member(1).replace("\"string\"", '"' + dataType + '"') + "]}";
    }

    /** An export of so many members that it has that many bytes. */
    static String exportOf(int leastBytes) {
        StringBuilder json = new StringBuilder(leastBytes + 1000).append(HALF);
        for (int number = 1; json.length() < leastBytes; number++) {
            json.append(member(number)).append(',');
        }
        return json.append(member(-1)).append("]}").toString();
    }

    /** One member, with one variable. */
    static String member(int number) {
        return "{\"memberId\":\"canary-" + number + "\",\"variables\":[{\"id\":\"v1\",\"name\":\"Name\","
                + "\"dataType\":\"string\",\"values\":[{\"id\":\"canary-id\",\"value\":\"" + VALUE + "\"}]}]}";
    }

    /** What HTTP Basic makes of the client's id and secret. */
    static String basic() {
        return Base64.getEncoder().encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));
    }

    private static String profiled(int number) {
        String[] variables = {
            variable("string", false), variable("identifier", false), variable("string", true), variable("enum", true),
            variable("set", true), variable("double", true), variable("datetime", true), variable("geo", true)
        };
        return "{\"memberId\":\"canary-" + number + "\",\"variables\":[" + String.join(",", variables) + "]}";
    }

    private static String variable(String type, boolean isSensitive) {
        String value =
                switch (type) {
                    case "double" -> NUMBER;
                    case "datetime" -> '"' + DAY + "T04:03:02Z\"";
                    default -> '"' + VALUE + '"';
                };
        return "{\"id\":\"" + type + isSensitive + "\",\"name\":\"Of " + type + "\",\"dataType\":\"" + type
                + "\",\"isSensitive\":" + isSensitive + ",\"values\":[{\"id\":\"canary-id\",\"value\":" + value + "}]}";
    }

    /** All secrets, as the environment of the program. */
    static Map<String, String> environment() {
        return Map.of(
                "MEMBERPORT_CLIENT_ID", CLIENT_ID,
                "MEMBERPORT_CLIENT_SECRET", CLIENT_SECRET,
                "MEMBERPORT_API_KEY", API_KEY,
                "MEMBERPORT_JDBC_USER", "sa",
                "MEMBERPORT_JDBC_PASSWORD", JDBC_PASSWORD,
                "AWS_ACCESS_KEY_ID", AWS_KEY,
                "AWS_SECRET_ACCESS_KEY", AWS_SECRET,
                "AWS_SESSION_TOKEN", AWS_TOKEN);
    }

    /** All that a client tells who asks for a token, in the forms in which it is told and in others. */
    static String echo() {
        String inAddress = URLEncoder.encode(CLIENT_SECRET, StandardCharsets.UTF_8);
        return String.join(" ", List.of(CLIENT_ID, CLIENT_SECRET, inAddress, API_KEY, "Basic " + basic()));
    }
}
