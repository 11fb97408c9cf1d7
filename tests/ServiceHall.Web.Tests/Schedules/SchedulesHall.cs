using Hangfire;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Schedules;

namespace ServiceHall.Web.Tests.Schedules;

/// <summary>A hall with a timetable that nobody wakes, and people who see to it.</summary>
public sealed class SchedulesHall : TestHall, IAsyncLifetime
{
    private ServiceProvider? _jobs;

    internal Actor Administrator { get; private set; } = null!;
    internal Actor SectionHead { get; private set; } = null!;
    internal Actor Section { get; private set; } = null!;
    internal Actor Leader { get; private set; } = null!;
    internal Actor Clerk { get; private set; } = null!;

    internal JobStorage Jobs => _jobs!.GetRequiredService<JobStorage>();
    internal HallZone Zone => _jobs!.GetRequiredService<HallZone>();
    internal IRecurringJobManager Recurring => _jobs!.GetRequiredService<IRecurringJobManager>();

    internal ShowTimetable Show => new(Factory, Clock, Jobs, Zone);
    internal NoteRun Note => new(Factory, Clock, NullLogger<NoteRun>.Instance);
    internal AskForRun Ask => new(Factory, Clock, _jobs!.GetRequiredService<IBackgroundJobClient>(), Note);
    internal PauseLine Pause => new(Factory, Clock);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _jobs = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddJobStorage(Connections).BuildServiceProvider();
        Administrator = await Person("admin", HallRole.SystemAdministrator);
        SectionHead = await Person("head", HallRole.SectionHead);
        Section = await Person("section", HallRole.Section);
        Leader = await Person("leader", HallRole.HallLeader);
        Clerk = await Person("clerk");
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _jobs!.DisposeAsync();
        await DisposeAsync();
    }
}
