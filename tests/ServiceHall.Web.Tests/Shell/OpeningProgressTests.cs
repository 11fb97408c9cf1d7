using Microsoft.Extensions.Time.Testing;
using ServiceHall.Web.Shell.Opening;

namespace ServiceHall.Web.Tests.Shell;

public sealed class OpeningProgressTests : IDisposable
{
    private const string Work = "正在建立演示大厅";
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void How_long_it_still_takes_is_told_from_the_pace_of_this_work_and_not_before_there_is_one()
    {
        var progress = new OpeningProgress(_clock, _terminal, isFile: true);
        progress.Begin("正在准备数据库");
        _clock.Advance(TimeSpan.FromSeconds(50));

        progress.Tell(Work, "2026-07-01", 0, 100);
        Assert.Equal((0, null), (progress.Now.Percent, progress.Now.Left));

        _clock.Advance(TimeSpan.FromSeconds(10));
        progress.Tell(Work, "2026-07-11", 10, 100);
        Assert.Equal((10, TimeSpan.FromSeconds(90)), (progress.Now.Percent, progress.Now.Left));
        Assert.Equal($"{Work}：2026-07-11，10%，约还需 1 分 30 秒", progress.Now.Line);
    }

    [Fact]
    public void In_a_file_a_line_comes_with_each_work_and_now_and_then()
    {
        var progress = new OpeningProgress(_clock, _terminal, isFile: true);
        progress.Begin("正在准备数据库");
        for (var day = 0; day < 30; day++, _clock.Advance(TimeSpan.FromSeconds(1)))
            progress.Tell(Work, $"第 {day} 天", day, 30);

        var lines = _terminal.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["正在准备数据库", $"{Work}：第 0 天，0%", $"{Work}：第 10 天，33%，约还需 20 秒", $"{Work}：第 20 天，66%，约还需 10 秒"], lines);
    }

    [Fact]
    public void On_a_terminal_one_line_is_written_over_and_the_next_begins_a_line_of_its_own()
    {
        var progress = new OpeningProgress(_clock, _terminal, isFile: false);
        progress.Begin("正在准备数据库");
        progress.Tell(Work, "第 1 天", 1, 2);
        progress.End();

        Assert.Equal($"\r正在准备数据库\u001b[K\r{Work}：第 1 天，50%\u001b[K{Environment.NewLine}", _terminal.ToString());
    }
}
