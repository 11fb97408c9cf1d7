using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Texts;

/// <summary>What people type, paste and import, as it is kept.</summary>
public class IncomingTests
{
    [Theory]
    [InlineData("  家里有事　", "家里有事")]
    [InlineData("第一行\r\n第二行\r第三行\u2028第四行\v第五行", "第一行\n第二行\n第三行\n第四行\n第五行")]
    [InlineData("姓名\t工号", "姓名 工号")]
    [InlineData("张\u200B三\uFEFF", "张三")]
    [InlineData("\u202E张三\u202C", "张三")]
    [InlineData("\u2066张\u2069三\u200E\u00AD", "张三")]
    [InlineData("e\u0301", "é")]
    [InlineData("葛\U000E0100先生", "葛\U000E0100先生")]
    [InlineData("\U000E0100葛", "葛")]
    [InlineData("❤\uFE0F", "❤\uFE0F")]
    [InlineData("👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧")]
    [InlineData("张\u200D三", "张三")]
    [InlineData("🏴\U000E0067\U000E0062\U000E007F", "🏴\U000E0067\U000E0062\U000E007F")]
    [InlineData("张\U000E0067三", "张三")]
    [InlineData("買買提·艾力，“𠮷”…", "買買提·艾力，“𠮷”…")]
    [InlineData("\u200B\uFEFF\u2060", "")]
    public void Is_kept_so(string typed, string kept)
    {
        Assert.Null(Incoming.Fault(typed));
        Assert.Equal(kept, Incoming.Clean(typed));
        Assert.Equal(kept, Incoming.Clean(kept));
    }

    [Theory]
    [InlineData("张\0三", "“张”之后有一个看不见的控制字符（U+0000）")]
    [InlineData("\u0007张三", "开头有一个看不见的控制字符（U+0007）")]
    [InlineData("李\uFFFE四", "“李”之后有一个不是文字的编码（U+FFFE）")]
    [InlineData("家里老人生病了\uFFFF", "“…里老人生病了”之后有一个不是文字的编码（U+FFFF）")]
    [InlineData("李\uFDD0四", "“李”之后有一个不是文字的编码（U+FDD0）")]
    [InlineData("李\U0001FFFE四", "“李”之后有一个不是文字的编码（U+1FFFE）")]
    public void Is_refused_with_what_it_is(string typed, string reason) =>
        Assert.StartsWith(reason, Incoming.Fault(typed), StringComparison.Ordinal);

    // Not as data of a theory: the runner keeps no half characters.
    [Fact]
    public void Half_a_character_is_refused_too()
    {
        Assert.StartsWith("“李”之后有半个字符（U+D842）", Incoming.Fault("李\uD842"), StringComparison.Ordinal);
        Assert.StartsWith("开头有半个字符（U+DFB7）", Incoming.Fault("\uDFB7李"), StringComparison.Ordinal);
    }
}
