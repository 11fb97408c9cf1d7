using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Texts;

namespace ServiceHall.Web.Tests.Texts;

/// <summary>Lists are read by pinyin and by the value of numbers, whoever sorts them.</summary>
public sealed class HallOrderTests(TestHall hall) : IClassFixture<TestHall>
{
    [Fact]
    public void Names_come_by_pinyin_and_numbers_by_value() => Assert.Equal(
        ["2", "10", "阿依古丽", "陈静", "李军", "王芳", "张伟", "赵敏", "A2", "A10", "A100"],
        new[] { "赵敏", "A10", "王芳", "10", "A2", "李军", "阿依古丽", "A100", "张伟", "2", "陈静" }.Order(HallOrder.Comparer));

    [Fact]
    public async Task The_database_and_the_program_sort_alike()
    {
        var signs = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗𠮷葛重曾单仇ABCabcxyzＡ０123456789 ·•-_.（）é가あア0".EnumerateRunes().ToArray();
        var dice = new Random(20261130);
        string[] texts =
        [
            .. Enumerable.Range(0, 3000).Select(_ => string.Concat(Enumerable.Range(0, dice.Next(1, 7)).Select(_ => signs[dice.Next(signs.Length)]))).Distinct(),
        ];
        await using var db = await hall.Factory.CreateDbContextAsync();

        var sorted = await db.Database.SqlQuery<string>($"SELECT t AS \"Value\" FROM unnest({texts}) AS t ORDER BY t COLLATE hall_order").ToListAsync();

        Assert.Equal(texts.Order(HallOrder.Comparer), sorted);
    }

    [Fact]
    public async Task A_query_need_not_ask_for_it()
    {
        await hall.Window("W2");
        await hall.Window("W10");
        await hall.Window("W1");
        await using var db = await hall.Factory.CreateDbContextAsync();

        Assert.Equal(["W1", "W2", "W10"], await db.Windows.OrderBy(window => window.Code).Select(window => window.Code).ToListAsync());
        Assert.Equal(["W10", "W2", "W1"], await db.Windows.OrderByDescending(window => window.Code).Take(3).Select(window => window.Code).ToListAsync());
        Assert.Equal(["W1", "W10", "W2"], await db.Windows.OrderBy(window => EF.Functions.Collate(window.Code, "C")).Select(window => window.Code).ToListAsync());
        Assert.Equal(["W1", "W2", "W10"], await (from window in db.Windows orderby window.Id * 0, window.Code select window.Code).Distinct().OrderBy(code => code).ToListAsync());
    }
}
