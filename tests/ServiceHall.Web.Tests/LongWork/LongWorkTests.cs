using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages;
using Work = ServiceHall.Web.LongWork.LongWork;

namespace ServiceHall.Web.Tests.LongWork;

public sealed class LongWorkTests : IAsyncLifetime
{
    private readonly WorkHall _hall = new();
    private Actor _section = null!;

    public async Task InitializeAsync()
    {
        await _hall.InitializeAsync();
        _section = await _hall.Person("L-section", HallRole.Section);
    }

    public Task DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_work_is_handed_over_by_its_id_alone_done_and_told_to_whoever_started_it()
    {
        var id = await _hall.Start(_section);
        var (job, queue) = Assert.Single(_hall.Handed.All);
        Assert.Equal([id, null, CancellationToken.None], job.Args);
        Assert.Equal("long", queue);

        Assert.Equal(WorkCall.Ended, await _hall.Run(id));

        var row = await _hall.Row(id);
        Assert.Equal((WorkState.Done, "做完了"), (row.State, row.Result));
        var told = Assert.Single(await _hall.MessagesTo(_section));
        Assert.Equal((MessageKind.System, $"/desk/work?id={id}", "“试验”已完成：做完了"), (told.Kind, told.Address, told.Text));
        Assert.Contains(await _hall.AuditRecords(), record => record.Action == "work.start" && record.Subject == $"work {id}");
        // Called again, as Hangfire may, it does nothing.
        _hall.Kind.Does = (_, _) => throw new InvalidOperationException("twice");
        Assert.Equal(WorkCall.Over, await _hall.Run(id));
        Assert.Single(await _hall.MessagesTo(_section));
    }

    [Fact]
    public async Task A_reason_with_a_backslash_reaches_the_work_as_it_was_written_and_what_cannot_be_kept_is_left_out()
    {
        var read = new List<string>();
        _hall.Kind.Reads = read.Add;
        foreach (var word in new[] { @"见 C:\u0000", "断\0开", "半\uD83D个" })
        {
            var id = (await _hall.Get<StartWork>().Run(_section,
                new(PlainWork.Kind, new PlainWork.Wanted(word), Guid.NewGuid()), default)).Value;
            await _hall.Run(id);
        }

        Assert.Equal([@"见 C:\u0000", "断开", "半\uFFFD个"], read);
    }

    [Fact]
    public async Task A_form_that_is_confirmed_twice_is_one_work_also_in_one_moment()
    {
        var key = Guid.NewGuid();

        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _hall.Start(_section, key)));

        Assert.Single(ids.Distinct());
        Assert.Single(_hall.Handed.All);
        // The same key of somebody else is another work.
        Assert.NotEqual(ids[0], await _hall.Start(await _hall.Person("L-other", HallRole.Section), key));
    }

    [Fact]
    public async Task Two_jobs_of_one_work_never_run_it_at_once()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hall.Kind.Does = async (_, _) =>
        {
            begun.SetResult();
            await go.Task;
            return new WorkEnd("一次");
        };
        var id = await _hall.Start(_section);
        var first = _hall.Run(id);
        await begun.Task.WaitAsync(Patience.Long);

        Assert.Equal(WorkCall.Busy, await _hall.Run(id));

        go.SetResult();
        Assert.Equal(WorkCall.Ended, await first.WaitAsync(Patience.Long));
        Assert.Equal(1, (await _hall.Row(id)).Runs);
    }

    [Fact]
    public async Task A_server_that_lost_its_work_to_another_writes_nothing()
    {
        _hall.Kind.Does = async (work, stop) =>
        {
            // The database gave the lock to another server, which took the work.
            await _hall.Sql($"UPDATE long_work SET runs = runs + 1 WHERE id = {work.Id}");
            await using var db = await _hall.Factory.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            db.Add(new Web.People.Unit { Name = "不该有" });
            await work.End(db, new WorkEnd("抢先"), stop);
            await transaction.CommitAsync(stop);
            return new WorkEnd("抢先");
        };
        var id = await _hall.Start(_section);

        Assert.Equal(WorkCall.Ended, await _hall.Run(id));

        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Units.AnyAsync(unit => unit.Name == "不该有"));
        Assert.Equal((WorkState.Running, ""), ((await _hall.Row(id)).State, (await _hall.Row(id)).Result));
    }

    [Fact]
    public async Task Stopped_it_leaves_nothing_half_written_and_only_somebody_elses_stop_is_told()
    {
        var begun = new TaskCompletionSource();
        _hall.Kind.Does = async (work, stop) =>
        {
            work.Report("写入", 1, 3);
            await using var db = await _hall.Factory.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            db.Add(new Web.People.Unit { Name = "半途" });
            await db.SaveChangesAsync(stop);
            begun.TrySetResult();
            await db.Database.ExecuteSqlAsync($"SELECT pg_sleep(60)", stop);
            return new WorkEnd("不会到这里");
        };
        var id = await _hall.Start(_section);
        var run = _hall.Run(id);
        await begun.Task.WaitAsync(Patience.Long);

        var administrator = await _hall.Person("L-admin", HallRole.SystemAdministrator);
        Assert.Null((await _hall.Get<StopWork>().Run(administrator, id, default)).Refusal);
        Assert.Equal(WorkCall.Ended, await run.WaitAsync(Patience.Long));

        var row = await _hall.Row(id);
        Assert.Equal((WorkState.Stopped, "已停止，没有写入任何内容。"), (row.State, row.Result));
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Units.AnyAsync(unit => unit.Name == "半途"));
        Assert.Equal("“试验”被测试L-admin停止：已停止，没有写入任何内容。", Assert.Single(await _hall.MessagesTo(_section)).Text);
        Assert.Equal(RefusalKind.Conflict, (await _hall.Get<StopWork>().Run(_section, id, default)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_stop_in_the_moment_of_the_end_undoes_what_was_about_to_stand()
    {
        _hall.Kind.Does = async (work, stop) =>
        {
            await using var db = await _hall.Factory.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            db.Add(new Web.People.Unit { Name = "来不及" });
            await db.SaveChangesAsync(stop);
            Assert.Null((await _hall.Get<StopWork>().Run(_section, work.Id, default)).Refusal);
            await work.End(db, new WorkEnd("完成"), stop);
            await transaction.CommitAsync(stop);
            return new WorkEnd("完成");
        };
        var id = await _hall.Start(_section);

        await _hall.Run(id);

        Assert.Equal(WorkState.Stopped, (await _hall.Row(id)).State);
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.False(await db.Units.AnyAsync(unit => unit.Name == "来不及"));
        Assert.Empty(await _hall.MessagesTo(_section));
    }

    [Fact]
    public async Task One_that_nobody_runs_is_stopped_at_once_and_never_begun()
    {
        var id = await _hall.Start(_section);

        Assert.Null((await _hall.Get<StopWork>().Run(_section, id, default)).Refusal);

        Assert.Equal(WorkState.Stopped, (await _hall.Row(id)).State);
        Assert.Equal(WorkCall.Over, await _hall.Run(id));
    }

    [Fact]
    public async Task A_no_of_the_regulation_is_a_result_and_a_fault_of_the_program_is_told_with_its_sentence()
    {
        _hall.Kind.Does = (_, _) => Task.FromResult(WorkEnd.No(new Refusal("月份已经月结", "考勤 一(五)")));
        var refused = await _hall.Start(_section);
        await _hall.Run(refused);
        _hall.Kind.Does = (_, _) => throw new InvalidOperationException("磁盘已满");
        var failed = await _hall.Start(_section);
        Assert.Equal(WorkCall.Ended, await _hall.Run(failed));

        Assert.Equal((WorkState.Done, true, "月份已经月结（考勤 一(五)）"), (await _hall.Row(refused)) is var no ? (no.State, no.IsRefused, no.Result) : default);
        Assert.Equal((WorkState.Failed, "磁盘已满"), (await _hall.Row(failed)) is var fault ? (fault.State, fault.Fault) : default);
        Assert.Equal(
            ["“试验”没有执行：月份已经月结（考勤 一(五)）", $"“试验”出错，没有完成：磁盘已满。可以重新发起；反复出错请告诉系统管理员（编号 {failed}）。"],
            (await _hall.MessagesTo(_section)).Select(message => message.Text));
    }

    [Fact]
    public async Task While_the_database_is_away_a_work_is_no_fault_and_goes_on_when_it_is_called_again()
    {
        var calls = 0;
        _hall.Kind.Does = (_, _) => calls++ == 0
            ? throw new NpgsqlException("Exception while reading from stream", new EndOfStreamException())
            : Task.FromResult(new WorkEnd("接着做完了"));
        var id = await _hall.Start(_section);

        await Assert.ThrowsAsync<NpgsqlException>(() => _hall.Run(id));
        Assert.Equal(WorkState.Running, (await _hall.Row(id)).State);
        Assert.Equal(WorkCall.Ended, await _hall.Run(id));

        Assert.Equal((WorkState.Done, 2), ((await _hall.Row(id)).State, (await _hall.Row(id)).Runs));
        Assert.Equal("“试验”已完成：接着做完了", Assert.Single(await _hall.MessagesTo(_section)).Text);
    }

    [Fact]
    public async Task What_kills_each_server_that_takes_it_is_given_up_at_last()
    {
        var id = await _hall.Start(_section);
        await _hall.Sql($"UPDATE long_work SET runs = {RunWork.MostRuns}, state = 'Running' WHERE id = {id}");

        await _hall.Run(id);

        Assert.Equal(WorkState.Failed, (await _hall.Row(id)).State);
    }

    [Fact]
    public async Task Nobody_starts_what_they_may_not_nor_what_its_kind_refuses_nor_more_than_a_few_at_once()
    {
        var clerk = await _hall.Person("L-clerk");
        var start = _hall.Get<StartWork>();

        var refused = await start.Run(clerk, new(PlainWork.Kind, new PlainWork.Wanted("好"), Guid.NewGuid()), default);
        var empty = await start.Run(_section, new(PlainWork.Kind, new PlainWork.Wanted(""), Guid.NewGuid()), default);
        for (var number = 0; number < StartWork.MostOpen; number++)
            await _hall.Start(_section);
        var many = await start.Run(_section, new(PlainWork.Kind, new PlainWork.Wanted("好"), Guid.NewGuid()), default);

        Assert.Equal(RefusalKind.NotAllowed, refused.Refusal!.Kind);
        Assert.Equal("没有内容", empty.Refusal!.Text);
        Assert.Contains("没有结束", many.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(StartWork.MostOpen, _hall.Handed.All.Count);
    }

    [Fact]
    public async Task Files_go_a_week_after_the_end_and_the_work_itself_after_six_months()
    {
        _hall.Kind.Does = (_, _) => Task.FromResult(new WorkEnd("有文件", File: new("text/plain", "结果.txt", [1])));
        var id = await _hall.Start(_section, input: new("text/plain", "上传.txt", [2]));
        var waiting = await _hall.Start(_section, input: new("text/plain", "等待.txt", [3]));
        await _hall.Run(id);

        Assert.Equal(0, await ExpireAfter(6));
        Assert.Equal(2, await ExpireAfter(8));
        Assert.Equal("结果文件只保存 7 天，已经删除。需要时请重新发起。", (await _hall.Get<TakeWorkFile>().Run(_section, id, default)).Refusal!.Text);
        Assert.Equal(1, await ExpireAfter(184));

        // One that waits keeps what it needs.
        await using var db = await _hall.Factory.CreateDbContextAsync();
        Assert.Equal([waiting], await db.Set<Work>().Select(work => work.Id).ToListAsync());
        Assert.Equal([waiting], await db.Set<WorkFile>().Select(file => file.WorkId).ToListAsync());

        async Task<int> ExpireAfter(int days)
        {
            _hall.Clock.AdjustTime(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero).AddDays(days));
            return await _hall.Expire("work-files") + await _hall.Expire("works");
        }
    }
}
