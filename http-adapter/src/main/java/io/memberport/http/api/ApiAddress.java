package io.memberport.http.api;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.http.wire.Link;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the API is, from what a user says of it. */
public final class ApiAddress {

    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?");

    private static final String API = "The API address";

    private static final String FORM =
            "Write https://HOST, or http://localhost:PORT for this machine. A host name has only ASCII letters, "
                    + "digits, hyphens and dots; write other letters in the form that begins with xn--.";

    private ApiAddress() {}

    /**
     * In a data region of the vendor's.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it cannot be the name of a region
     */
    public static Link ofRegion(String region) {
        if (!REGION.matcher(region).matches()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, "The region must be one like eu1 or na1: letters, digits and hyphens.");
        }
        return Link.parse("https://api." + region.toLowerCase(Locale.ROOT) + ".alida.com");
    }

    /**
     * At a URL, without a slash at the end unless that is its whole path.
     *
     * @throws MemberportException of kind {@link FailureKind#CONFIGURATION} if it is neither encrypted nor on this machine,
     *     or has a query or a fragment
     */
    public static Link of(URI apiUrl) {
        return of(API, apiUrl);
    }

    /**
     * The same of an address that is not the API's.
     *
     * @param subject what it is, for messages
     */
    public static Link of(String subject, URI apiUrl) {
        Link link;
        try {
            link = Link.parse(apiUrl.toString());
        } catch (IllegalArgumentException invalid) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, subject + " cannot be used: " + invalid.getMessage() + ". " + FORM);
        }
        if (apiUrl.getRawQuery() != null || apiUrl.getRawFragment() != null) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION, subject + " cannot be used: it has a query or a fragment.");
        }
        if (!link.origin().isEncrypted() && !link.origin().isLoopback()) {
            throw new MemberportException(
                    FailureKind.CONFIGURATION,
                    subject + " " + link + " is not encrypted; http is for this machine only, use https.");
        }
        String path = link.target();
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new Link(link.origin(), path);
    }
}
