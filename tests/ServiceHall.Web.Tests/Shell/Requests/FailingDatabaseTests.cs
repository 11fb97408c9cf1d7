using System.Data.Common;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Tests.Inspection;

namespace ServiceHall.Web.Tests.Shell.Requests;

/// <summary>A database with a full disk, without memory, or damaged, is an interruption like one that is away.</summary>
public sealed class FailingDatabaseTests(FailingDatabaseTests.Hall hall) : IClassFixture<FailingDatabaseTests.Hall>
{
    public static TheoryData<string> States => [PostgresErrorCodes.DiskFull, PostgresErrorCodes.OutOfMemory, PostgresErrorCodes.IoError, PostgresErrorCodes.InternalError, PostgresErrorCodes.DataCorrupted, PostgresErrorCodes.AdminShutdown];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whatever_it_lacks_a_page_says_that_the_service_is_interrupted(string state)
    {
        using var section = await hall.SignedIn("F" + state, roles: HallRole.Section);
        using var phone = await hall.SignedIn("G" + state, "/m/sign-in");
        phone.DefaultRequestHeaders.Add("Origin", "https://hall.test");
        using (hall.Fail(state))
        {
            foreach (var page in new[] { "/desk", "/desk/account", "/desk/nothing-here", "/desk/audit" })
            {
                using var answer = await section.GetAsync(page);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Contains("服务暂时中断", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                Assert.NotNull(answer.Headers.RetryAfter);
            }

            using var upload = await Upload(section);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, upload.StatusCode);
            Assert.Contains("稍后再试", JsonDocument.Parse(await upload.Content.ReadAsStringAsync()).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        using var after = await section.GetAsync("/desk/account");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_fault_of_the_program_has_a_page_that_needs_nothing()
    {
        using var section = await hall.SignedIn("F1", roles: HallRole.Section);
        using (hall.Fail(PostgresErrorCodes.UndefinedTable))
        {
            using var answer = await section.GetAsync("/desk");

            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Contains("已经记录", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<HttpResponseMessage> Upload(HttpClient browser)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/photos") { Content = new ByteArrayContent(PhotoTests.Jpeg(16, 16)) };
        request.Headers.Add("Origin", "https://hall.test");
        request.Headers.Add("Sec-Fetch-Dest", "empty");
        return await browser.SendAsync(request);
    }

    /// <summary>A hall whose database can be told to fail.</summary>
    public sealed class Hall : WebHall
    {
        private readonly Failing _failing = new();

        internal IDisposable Fail(string state) => _failing.From(state);

        private protected override WebApplicationFactory<Program> Start(WebApplicationFactory<Program> application) =>
            application.WithWebHostBuilder(host => host.ConfigureServices(services => services.ConfigureDbContext<HallDb>(options => options.AddInterceptors(_failing))));
    }

    private sealed class Failing : DbCommandInterceptor
    {
        private string? _state;

        public IDisposable From(string state)
        {
            _state = state;
            return new Until(this);
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            _state is { } state ? throw new PostgresException("failing", "ERROR", "ERROR", state) : ValueTask.FromResult(result);

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            _state is { } state ? throw new PostgresException("failing", "ERROR", "ERROR", state) : ValueTask.FromResult(result);

        private sealed class Until(Failing failing) : IDisposable
        {
            public void Dispose() => failing._state = null;
        }
    }
}
