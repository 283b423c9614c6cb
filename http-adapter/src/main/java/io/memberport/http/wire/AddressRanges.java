package io.memberport.http.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses of the public Internet from all others: this machine, private networks, neighbours on the link, where
 * clouds keep the credentials of their machines ({@code 169.254.169.254}, {@code fd00:ec2::254}), and what is reserved, as the
 * IANA's registries of special-purpose addresses have it (RFC 6890).
 */
public final class AddressRanges {

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private AddressRanges() {}

    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean isShared = first == 100 && (second & 0xc0) == 64;
        boolean isProtocols = first == 192 && second == 0 && bytes[2] == 0;
        boolean isBenchmarks = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first < 240 && !isShared && !isProtocols && !isBenchmarks;
    }

    /** Of those that stand for an address of version 4, that decides. */
    private static boolean isPublicV6(byte[] bytes) {
        if (Arrays.equals(bytes, 0, 12, NAT64, 0, 12)) {
            return isPublic(v4(bytes, 12));
        }
        boolean is6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
        if (is6to4) {
            return isPublic(v4(bytes, 2));
        }
        // All that has been given out so far; unique local addresses (fc00::/7) are not in it.
        return (bytes[0] & 0xe0) == 0x20;
    }

    private static InetAddress v4(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
