using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.LongWork;
using ServiceHall.Web.Messages;
using Work = ServiceHall.Web.LongWork.LongWork;

namespace ServiceHall.Web.Tests.LongWork;

/// <summary>A hall in which works are started as people do, and run when the test says so.</summary>
public sealed class WorkHall : TestHall
{
    internal PlainWork Kind { get; } = new();

    private protected override void Add(IServiceCollection services) => services.AddSingleton<ILongWork>(Kind);

    /// <summary>Starts a work of the test's own kind.</summary>
    internal async Task<int> Start(Actor actor, Guid? key = null, UploadedFile? input = null) =>
        (await Get<StartWork>().Run(actor, new(PlainWork.Kind, new PlainWork.Wanted("好"), key ?? Guid.NewGuid(), input), default)).Value;

}

/// <summary>A kind of work of which each test says what it does.</summary>
internal sealed class PlainWork() : WorkKind<PlainWork.Wanted>(Kind, "试验", Right.SeePeople, "/desk/people")
{
    public const string Kind = "test.plain";

    internal sealed record Wanted(string Word);

    public Action<string> Reads { get; set; } = _ => { };

    public Func<WorkContext, CancellationToken, Task<WorkEnd>> Does { get; set; } = (_, _) => Task.FromResult(new WorkEnd("做完了"));

    protected override Task<Refusal?> RefusalFor(Act act, Wanted parameters, UploadedFile? input, CancellationToken cancel) =>
        Task.FromResult(parameters.Word.Length == 0 ? new Refusal("没有内容") : null);

    protected override Task<WorkEnd> Run(WorkContext work, Wanted parameters, CancellationToken stop)
    {
        Reads(parameters.Word);
        return Does(work, stop);
    }
}

/// <summary>What tests ask of works.</summary>
internal static class Works
{
    /// <summary>Runs a work in the test itself.</summary>
    internal static Task<WorkCall> Run(this TestHall hall, int id) => hall.Get<RunWork>().Run(id, default);

    /// <summary>Starts a work, runs it, and gives its row at the end.</summary>
    internal static async Task<Work> Do(this TestHall hall, Actor actor, StartWork.Wanted wanted)
    {
        var id = (await hall.Get<StartWork>().Run(actor, wanted, default)).Value;
        Assert.Equal(WorkCall.Ended, await hall.Run(id));
        return await hall.Row(id);
    }

    internal static async Task<Work> Row(this TestHall hall, int id)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Work>().AsNoTracking().SingleAsync(work => work.Id == id);
    }

    /// <summary>The files in a work's ZIP file.</summary>
    internal static async Task<ZipArchive> Zip(this TestHall hall, Actor actor, int id) =>
        new(new MemoryStream((await hall.Get<TakeWorkFile>().Run(actor, id, default)).Value.Bytes));

    /// <summary>The messages to somebody, oldest first.</summary>
    internal static async Task<List<Message>> MessagesTo(this TestHall hall, Actor person)
    {
        await using var db = await hall.Factory.CreateDbContextAsync();
        return await db.Set<Message>().AsNoTracking().Where(message => message.StaffId == person.StaffId).OrderBy(message => message.Id).ToListAsync();
    }
}
