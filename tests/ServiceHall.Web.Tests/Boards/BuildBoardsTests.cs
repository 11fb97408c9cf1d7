using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Boards;

namespace ServiceHall.Web.Tests.Boards;

public sealed class BuildBoardsTests(BoardTestHall hall) : IClassFixture<BoardTestHall>
{
    [Fact]
    public async Task Every_site_has_a_board_that_names_it()
    {
        await hall.Rename(hall.Branch, "开发区分厅");
        await hall.BuildNow();

        var (_, branch) = await Stored(hall.Branch.Id);

        Assert.Equal("开发区分厅", branch.Site);
        Assert.Equal("2026年第四季度", branch.Quarter);
        Assert.Null(branch.Demonstration);
    }

    [Fact]
    public async Task Windows_with_people_stand_and_without_a_ledger_they_share_the_first_place()
    {
        await hall.BuildNow();

        var (_, snapshot) = await Stored(hall.Main.Id);

        Assert.Equal(3, snapshot.Standing.First.Count);
        Assert.All(snapshot.Standing.First, place => Assert.Equal((1, 100m, "市税务局"), (place.Rank, place.Points, place.Unit)));
        Assert.Empty(snapshot.Standing.Rest);
    }

    [Fact]
    public async Task Without_attendance_nothing_is_claimed_about_anybody()
    {
        await hall.BuildNow();

        var (_, snapshot) = await Stored(hall.Main.Id);

        Assert.False(snapshot.Presence.Open);
        Assert.Empty(snapshot.Presence.Windows);
    }

    [Fact]
    public void The_first_ten_show_points_with_all_who_tie_and_the_rest_only_their_place()
    {
        int[] ranks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 12];
        var standing = BoardReading.Ranked([.. ranks.Select((rank, i) => new FirstPlace($"{i}", rank, $"窗口{i}", "单位", 100 - rank))]);

        Assert.Equal(11, standing.First.Count);
        Assert.Equal([new Place("11", 12, "窗口11")], standing.Rest);
    }

    [Fact]
    public async Task Equal_content_keeps_its_number_and_is_only_checked()
    {
        await hall.BuildNow();
        var (before, _) = await Stored(hall.Main.Id);
        hall.Clock.Advance(TimeSpan.FromSeconds(15));

        await hall.BuildNow();

        var (after, _) = await Stored(hall.Main.Id);
        Assert.Equal((before.Number, before.MadeAt), (after.Number, after.MadeAt));
        Assert.Equal(before.CheckedAt + TimeSpan.FromSeconds(15), after.CheckedAt);
    }

    [Fact]
    public async Task A_change_raises_the_number_of_the_boards_that_show_it_and_of_no_other()
    {
        await hall.BuildNow();
        var (main, _) = await Stored(hall.Main.Id);
        var (branch, _) = await Stored(hall.Branch.Id);
        await hall.Rename(hall.Branch, $"分厅{Guid.NewGuid():N}");

        await hall.BuildNow();

        Assert.Equal(main.Number, (await Stored(hall.Main.Id)).Board.Number);
        Assert.Equal(branch.Number + 1, (await Stored(hall.Branch.Id)).Board.Number);
    }

    [Fact]
    public async Task Every_server_is_notified_once_for_each_board_that_changed()
    {
        await hall.BuildNow();
        await using var listener = new NpgsqlConnection(hall.Connections.Application);
        var heard = new List<string>();
        listener.Notification += (_, message) => heard.Add(message.Payload);
        await listener.OpenAsync();
        await using (var listen = new NpgsqlCommand($"LISTEN {BuildBoards.Channel}", listener))
            await listen.ExecuteNonQueryAsync();
        await hall.Rename(hall.Branch, $"分厅{Guid.NewGuid():N}");

        await hall.BuildNow();
        await hall.BuildNow();

        await listener.WaitAsync(Patience.Long);
        await using (var flush = new NpgsqlCommand("SELECT 1", listener))
            await flush.ExecuteNonQueryAsync();
        Assert.Equal([$"site:{hall.Branch.Id}"], heard);
    }

    [Fact]
    public async Task Servers_that_build_at_once_build_once_and_not_again_within_the_pause()
    {
        await hall.BuildNow();
        await Task.Delay(BuildBoards.Pause);

        var taken = Stopwatch.StartNew();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hall.Build.Run(TimeSpan.Zero, default)));

        // A slow machine may take longer than the pause.
        Assert.InRange(outcomes.Count(outcome => outcome == BuildOutcome.Built), 1, 1 + (int)(taken.Elapsed / BuildBoards.Pause));
    }

    [Fact]
    public async Task A_check_is_spared_where_another_server_has_just_read()
    {
        await hall.BuildNow();

        Assert.Equal(BuildOutcome.AlreadyBuilt, await hall.Build.Run(TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task A_reading_that_began_before_the_question_is_not_enough()
    {
        await hall.BuildNow();

        Assert.NotEqual(BuildOutcome.AlreadyBuilt, await hall.Build.Run(TimeSpan.Zero, default));
    }

    private async Task<(Board Board, BoardSnapshot Snapshot)> Stored(int siteId)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        var board = await db.Set<Board>().AsNoTracking().SingleAsync(b => b.SiteId == siteId);
        return (board, JsonSerializer.Deserialize<BoardSnapshot>(board.Content, BuildBoards.Json)!);
    }
}
