package io.memberport.simulator;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Bearer tokens that say themselves until when they are good, so that none need be remembered. */
final class AccessTokens {

    private final Signer signer;
    private final Clock clock;
    private final Duration lifetime;
    private final AtomicLong issued = new AtomicLong();
    private final AtomicLong revokedUpTo = new AtomicLong();

    AccessTokens(SecureRandom random, Clock clock, Duration lifetime) {
        this.signer = new Signer(random);
        this.clock = clock;
        this.lifetime = lifetime;
    }

    String issue() {
        String claim =
                issued.incrementAndGet() + "." + clock.instant().plus(lifetime).toEpochMilli();
        return claim + '.' + signer.sign(claim);
    }

    Duration lifetime() {
        return lifetime;
    }

    boolean isGood(String token) {
        int end = token.lastIndexOf('.');
        if (end < 0 || !signer.isSignatureOf(token.substring(0, end), token.substring(end + 1))) {
            return false;
        }
        String claim = token.substring(0, end);
        int dot = claim.indexOf('.');
        return Long.parseLong(claim.substring(0, dot)) > revokedUpTo.get()
                && clock.millis() < Long.parseLong(claim.substring(dot + 1));
    }

    /** Ends all tokens issued so far. */
    void revoke() {
        revokedUpTo.set(issued.get());
    }
}
