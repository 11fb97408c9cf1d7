using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Boards;

namespace ServiceHall.Web.Tests.Boards;

public sealed class NoticeTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    private static readonly DateOnly Today = new(2026, 11, 19);

    private PostNotice Post => new(hall.Factory, hall.Clock);

    [Fact]
    public async Task A_notice_stands_on_the_boards_it_is_for_on_its_days_until_it_is_withdrawn()
    {
        var everywhere = (await Post.Run(hall.Section, new("全市停电通知", Today, Today, null), default)).Value;
        await Post.Run(hall.Section, new("分厅搬迁", Today, Today.AddDays(1), hall.Branch.Id), default);
        await Post.Run(hall.Section, new("明天才有", Today.AddDays(1), Today.AddDays(1), null), default);

        Assert.Equal(["全市停电通知"], await OnBoard(hall.Main.Id));
        Assert.Equal(["全市停电通知", "分厅搬迁"], await OnBoard(hall.Branch.Id));
        await Post.Withdraw(hall.Section, everywhere, default);
        Assert.Empty(await OnBoard(hall.Main.Id));
        Assert.Equal(["分厅搬迁", "明天才有"], (await Post.Current(hall.Section, default)).Value.Select(notice => notice.Text));
    }

    [Theory]
    [InlineData("", 0, 0, "1 至 160 个字")]
    [InlineData("第一行\n第二行", 0, 0, "不分段")]
    [InlineData("反了", 2, 1, "日期")]
    [InlineData("过去了", -2, -1, "日期")]
    public async Task What_is_wrong_with_a_notice_is_said(string text, int from, int to, string said)
    {
        var refused = await Post.Run(hall.Section, new(text, Today.AddDays(from), Today.AddDays(to), null), default);

        Assert.Contains(said, refused.Refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_section_posts_notices()
    {
        var clerk = await hall.Person("clerk-notice");

        Assert.Equal(RefusalKind.NotAllowed, (await Post.Run(clerk, new("你好", Today, Today, null), default)).Refusal?.Kind);
    }

    private async Task<IEnumerable<string>> OnBoard(int siteId)
    {
        await hall.BuildNow();
        await using var db = await hall.Factory.CreateDbContextAsync();
        var content = await db.Set<Board>().Where(board => board.SiteId == siteId).Select(board => board.Content).SingleAsync();
        return JsonSerializer.Deserialize<BoardSnapshot>(content, BuildBoards.Json)!.Notices.Select(notice => notice.Text);
    }
}
