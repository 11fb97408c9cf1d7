using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceHall.Rules.Calendar;
using ServiceHall.Web.Attendance.Signals;
using ServiceHall.Web.Leave;
using ServiceHall.Web.Messages;
using ServiceHall.Web.Scoring;
using ServiceHall.Web.Scoring.Settling;
using ServiceHall.Web.Shell.Opening;
using ServiceHall.Web.Store;
using Period = ServiceHall.Web.Store.Period;

namespace ServiceHall.Web.Demonstration;

/// <summary>
/// The life of the demonstration hall. Before the hall opens, every day up to yesterday is lived through that was not
/// yet; while it is open, people come and go as the clock moves on.
/// </summary>
internal sealed class DemonstrationLife(
    IServiceProvider services, IConfiguration configuration, DemonstrationAccounts accounts, TimeProvider clock, OpeningProgress progress, ILogger<DemonstrationLife> log) : BackgroundService
{
    private const string Building = "正在建立演示大厅（只在首次）";
    private const string CatchingUp = "正在补上大厅关着的日子";
    private const string Begun = "demonstration";
    private const string DayJob = "demonstration-day";
    private const int CloseQuarterOnDay = 6;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private DemonstrationHall? _hall;
    private DemonstrationDays? _days;
    private DateOnly _day;
    private TimeOnly _from = TimeOnly.MinValue;

    /// <summary>Lives the past; nobody can reach the hall before it is whole.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        progress.Begin("正在读取演示大厅的人员和事实");
        _hall = new DemonstrationHall(services);
        await Begin(_hall, cancellationToken);
        var facts = DemonstrationFacts.Read(configuration["Hall:Facts"]!);
        var today = clock.Today();
        _hall.Clock.Set(facts.First.ToDateTime(new TimeOnly(7, 0)));
        var lived = await Lived(_hall, cancellationToken);
        _hall.IsUntouched = (await Users(cancellationToken)).Count == 0;
        var people = new DemonstrationPeople(_hall, facts);
        progress.Begin("正在登记演示大厅的人员");
        await people.Run(lived.Count > 0, cancellationToken);
        _days = new DemonstrationDays(
            _hall, facts, await people.Actor(DemonstrationPeople.Section, cancellationToken), await people.Actor(DemonstrationPeople.SectionHead, cancellationToken));
        await LivePast(_hall, _days, lived, new(facts.First, today.AddDays(-1)), await people.Actor(DemonstrationPeople.SectionHead, cancellationToken), cancellationToken);
        if (!await accounts.AreKept(cancellationToken))
        {
            _hall.Clock.Set(clock.GetLocalNow().DateTime);
            progress.Begin("正在建立演示帐号");
            await accounts.Make(_hall, facts, today, cancellationToken);
        }

        // From here on people act for themselves.
        _hall.IsUntouched = false;

        progress.Begin("正在打开大厅");
        // Before anything closes the sessions of today that are over.
        _day = today;
        await LiveToday(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _hall?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
    }

    // The day goes on as the clock does. Whoever has an account acts for themselves.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var steps = new PeriodicTimer(Step);
        do
        {
            try
            {
                await LiveToday(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "The demonstration's day stands still; the next try is in {Seconds} s.", Step.TotalSeconds);
            }
        }
        while (await steps.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LiveToday(CancellationToken cancel)
    {
        var now = clock.GetLocalNow().DateTime;
        var isSameDay = DateOnly.FromDateTime(now) == _day;
        var to = isSameDay ? TimeOnly.FromDateTime(now) : TimeOnly.MaxValue;
        await _days!.Live(_day, _from, to, await Users(cancel), cancel);
        (_day, _from) = isSameDay ? (_day, to) : (DateOnly.FromDateTime(now), TimeOnly.MinValue);
    }

    private static async Task Begin(DemonstrationHall hall, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        if (await db.Set<Period>().AnyAsync(period => period.Job == Begun, cancel))
            return;
        if (await db.Staff.AnyAsync(cancel))
            throw new HallCannotOpenException("这个数据库里已有人员，不是演示大厅建立的，因此不写入演示数据。请用 --empty 打开它，或换一个空的数据库。");
        await Once.Take(db, Begun, "begun", hall.Clock.GetUtcNow(), cancel);
    }

    private async Task LivePast(
        DemonstrationHall hall, DemonstrationDays days, HashSet<string> lived, Rules.Calendar.Period past, Accounts.Actor? sectionHead, CancellationToken cancel)
    {
        var missing = past.Days.Where(day => !lived.Contains(Name(day))).ToList();
        // What came yesterday waits for whoever signs in today.
        var office = await Office(hall, past.Last, cancel);
        for (var index = 0; index < missing.Count; index++)
        {
            var day = missing[index];
            progress.Tell(hall.IsUntouched ? Building : CatchingUp, Name(day), index, missing.Count);
            await days.Live(day, TimeOnly.MinValue, TimeOnly.MaxValue, day == past.Last ? office : new HashSet<int>(), cancel);
            hall.Clock.Set(day.ToDateTime(new TimeOnly(23, 59)));
            await hall.Get<RecomputeStale>().Run(cancel);
            await hall.Get<CloseSessions>().Run(cancel);
            if (day == YearMonth.Of(day).Days.Last)
            {
                await hall.Get<CloseMonths>().Run(cancel);
                // A month late, so that one is left for newcomers to close.
                if (YearMonth.Of(YearMonth.Of(day).Days.First.AddDays(-1)) is var month && month.Days.First >= past.First)
                    await days.Settle(month, cancel);
            }

            var before = Quarter.Of(Quarter.Of(day).Days.First.AddDays(-1));
            if (sectionHead is not null && day == Quarter.Of(day).Days.First.AddDays(CloseQuarterOnDay - 1) && before.Days.First >= past.First)
            {
                await days.Settle(YearMonth.Of(before.Days.Last), cancel);
                // What keeps a month open keeps its quarter open too, as it would for people.
                _ = await hall.Get<CloseQuarter>().Run(sectionHead, before, cancel);
            }

            await hall.Get<RaiseSignatures>().Run(cancel);
            await hall.Get<ReadSignals>().Run(cancel);
            await using var db = await hall.Open(cancel);
            await ReadMessages(db, hall.Clock.GetUtcNow().AddDays(-1), cancel);
            await Once.Take(db, DayJob, Name(day), hall.Clock.GetUtcNow(), cancel);
        }
    }

    // What one was told is read by the next evening.
    private static Task<int> ReadMessages(HallDb db, DateTimeOffset before, CancellationToken cancel)
    {
        DateTimeOffset? then = before.AddDays(1);
        return db.Set<Message>().Where(message => message.ReadAt == null && message.At <= before)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.ReadAt, then), cancel);
    }

    private static async Task<HashSet<int>> Office(DemonstrationHall hall, DateOnly day, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        var roster = await DemonstrationRoster.On(db, day, cancel);
        return [.. DemonstrationPeople.Office.Select(person => roster.Of(person.Number)?.Id).OfType<int>()];
    }

    private static async Task<HashSet<string>> Lived(DemonstrationHall hall, CancellationToken cancel)
    {
        await using var db = await hall.Open(cancel);
        return await db.Set<Period>().Where(period => period.Job == DayJob).Select(period => period.Name).ToHashSetAsync(cancel);
    }

    private async Task<IReadOnlySet<int>> Users(CancellationToken cancel)
    {
        await using var db = await _hall!.Open(cancel);
        return await db.Accounts.Where(account => account.PasswordHash != null).Select(account => account.Id).ToHashSetAsync(cancel);
    }

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
