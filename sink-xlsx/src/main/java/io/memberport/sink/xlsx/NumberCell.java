package io.memberport.sink.xlsx;

import io.memberport.model.Text;

/**
 * Which numbers a cell holds. A cell is a double, so it holds 15 significant digits for certain; its format shows as many digits behind
 * the point as the number came with. All others stay text: leading zeros and a plus, exponents, a negative zero, more digits.
 */
final class NumberCell {

    /** A number that must stay text. */
    static final int NONE = -1;

    private static final int MOST_DIGITS = 15;

    private NumberCell() {}

    /** How many digits a number has behind the point; {@link #NONE} if a cell does not hold it, or it is no number. */
    static int decimals(Text text) {
        int length = text.length();
        int start = length > 0 && text.byteAt(0) == '-' ? 1 : 0;
        int point = NONE;
        int significant = 0;
        boolean isZero = true;
        for (int i = start; i < length; i++) {
            byte b = text.byteAt(i);
            if (b == '.' && point == NONE && i > start) {
                point = i;
            } else if (b >= '0' && b <= '9') {
                isZero &= b == '0';
                significant += isZero ? 0 : 1;
            } else {
                return NONE;
            }
        }
        int whole = (point == NONE ? length : point) - start;
        int decimals = point == NONE ? 0 : length - point - 1;
        boolean isPlain = whole > 0 && (whole == 1 || text.byteAt(start) != '0') && (point == NONE || decimals > 0);
        boolean isHeld = significant <= MOST_DIGITS && decimals <= Style.MOST_DECIMALS && !(isZero && start > 0);
        return isPlain && isHeld ? decimals : NONE;
    }
}
