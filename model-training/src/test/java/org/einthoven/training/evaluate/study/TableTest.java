package org.einthoven.training.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table("arm", "AUROC").row("a | b <i> [x](y) *z*", "0.9 & more\nhere");

    @Test
    void aCellEndsNoCell() {
        assertThat(TABLE.toMarkdown())
                .isEqualTo("| arm | AUROC |\n|---|---|\n| a \\| b &lt;i> \\[x\\](y) \\*z\\* | 0.9 &amp; more here |\n");
        assertThat(TABLE.toHtml()).contains("<td>a | b &lt;i&gt; [x](y) *z*</td><td>0.9 &amp; more\nhere</td>");
    }

    @Test
    void everyRowIsOfOneLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.row("a"));
    }
}
