using ServiceHall.Web.Accounts;
using ServiceHall.Web.Shell;

namespace ServiceHall.Web.Tests.Shell;

/// <summary>What is stored for programs is written out where people read it.</summary>
public sealed class ReadableTextTests
{
    [Theory]
    [InlineData("2026-11-19/am/out", "2026年11月19日 上午 签退")]
    [InlineData("X100 2026-11-09/pm/in 已接受", "X100 2026年11月9日 下午 签到 已接受")]
    [InlineData("2026-11-19/am", "2026年11月19日 上午")]
    [InlineData("xlsx, 88 rows", "工作簿（xlsx），88 行")]
    [InlineData("print, 1 rows", "打印页，1 行")]
    [InlineData("zip, 14 files", "压缩包（zip），14 个文件")]
    [InlineData("2026-11", "2026年11月")]
    [InlineData("2026Q4", "2026年第四季度")]
    [InlineData("登录失败，第 3 次", "登录失败，第 3 次")]
    [InlineData("自 2026-11-19 起", "自 2026-11-19 起")]
    [InlineData("GET /desk/months/2026-11-19/am/x", "GET /desk/months/2026-11-19/am/x")]
    public void References_and_files_are_written_out_and_the_rest_stays(string stored, string read) =>
        Assert.Equal(read, ReadableText.Of(stored));

    [Theory]
    [InlineData("::1", "本机")]
    [InlineData("127.0.0.1", "本机")]
    [InlineData("::ffff:127.0.0.1", "本机")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("local", "本机")]
    [InlineData("demonstration", "演示")]
    [InlineData("", "")]
    public void Addresses_are_named_as_people_know_them(string stored, string read) =>
        Assert.Equal(read, ReadableText.Address(stored));

    [Fact]
    public void The_audit_names_what_an_act_was_on()
    {
        Assert.Equal("打卡 2026年11月19日 上午 签退", AuditWords.Subject("slot 2026-11-19/am/out"));
        Assert.Equal("月份 2026年11月", AuditWords.Subject("month 2026-11"));
        Assert.Equal("季度 2026年第四季度", AuditWords.Subject("quarter 2026Q4"));
    }
}
