using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Store;
using ServiceHall.Web.Store.Keys;

namespace ServiceHall.Web.Tests.Store;

/// <summary>What protects cookies lies in the database, under a certificate that does not.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    private readonly WebHall _hall = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("hall-keys-").FullName;

    private HallConnections Connections => _hall.People.Connections;

    [Fact]
    public async Task A_dump_of_the_database_holds_no_key_in_clear()
    {
        using var browser = await _hall.SignedIn("K1");

        var owner = new NpgsqlConnectionStringBuilder(Connections.Owner);
        var (exitCode, dump) = await PostgresPrograms.Find(null).Run(
            "pg_dump", "--data-only", "-t", "data_protection_key", "-h", owner.Host!, "-U", owner.Username!, owner.Database!);

        Assert.Equal(0, exitCode);
        Assert.Contains("<key id=", dump, StringComparison.Ordinal);
        Assert.Contains("encryptedSecret", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", dump, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_holds_after_a_restart_and_on_every_server_with_the_same_certificate()
    {
        var cookie = await Cookie(null);

        await using (var again = WebHall.Open(Connections, _hall.People.Clock))
        await using (var second = WebHall.Open(Connections, _hall.People.Clock))
        {
            Assert.Equal(HttpStatusCode.OK, await Asked(again, cookie));
            Assert.Equal(HttpStatusCode.OK, await Asked(second, cookie));
        }

        Assert.DoesNotContain(await _hall.People.AuditRecords(), record => record.Action == "keys.seal");
    }

    [Fact]
    public async Task A_renewed_certificate_takes_over_what_the_old_one_protected_which_then_is_no_longer_needed()
    {
        var (old, renewed) = (NewFile("old"), NewFile("new"));
        await ForgetKeys();
        var cookie = await Cookie(old);

        await using (var both = WebHall.Open(Connections, _hall.People.Clock, $"{renewed}, {old}"))
            Assert.Equal(HttpStatusCode.OK, await Asked(both, cookie));
        await using (var alone = WebHall.Open(Connections, _hall.People.Clock, renewed))
            Assert.Equal(HttpStatusCode.OK, await Asked(alone, cookie));

        Assert.Single(await _hall.People.AuditRecords(), record => record.Action == "keys.seal" && record.Detail.Contains("换证书 1 把", StringComparison.Ordinal));
        var told = await Assert.ThrowsAsync<HallCannotOpenException>(() => SealKeys.Run(Connections, Certificates(old), _hall.People.Clock));
        Assert.Contains("它是用另一张证书加密的", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_lay_in_clear_are_sealed_and_open_no_cookie_any_more_but_what_is_kept_for_years()
    {
        await ForgetKeys();
        await using var before = Server(keys => keys);
        var (cookie, secret) = (Protector(before).Protect([1]), Protector(before).Protect([2]));
        Assert.Contains("masterKey", await Rows(), StringComparison.Ordinal);

        await Task.WhenAll(SealKeys.Run(Connections, TestKeys.Certificates, _hall.People.Clock), SealKeys.Run(Connections, TestKeys.Certificates, _hall.People.Clock));

        Assert.DoesNotContain("masterKey", await Rows(), StringComparison.Ordinal);
        await using var after = Server(keys => keys.ProtectKeysWithCertificate(TestKeys.Certificates.Current));
        var refused = Assert.Throws<CryptographicException>(() => Protector(after).Unprotect(cookie));
        Assert.Contains("revoked", refused.Message, StringComparison.Ordinal);
        Assert.Equal([2], Protector(after).UnprotectKept(secret));
        Assert.Equal([3], Protector(after).Unprotect(Protector(after).Protect([3])));
        Assert.DoesNotContain("masterKey", await Rows(), StringComparison.Ordinal);
        Assert.Single(await _hall.People.AuditRecords(), record => record.Action == "keys.seal" && record.Detail.Contains("停用 1 把", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hall_on_a_configured_database_does_not_open_without_a_certificate_and_changes_nothing()
    {
        var empty = await TestPostgres.EmptyDatabase();

        var told = await Assert.ThrowsAsync<HallCannotOpenException>(() => Open(empty));

        Assert.Contains("./hall keys", told.Message, StringComparison.Ordinal);
        await using var owner = new HallDb(HallSchema.Options(empty.Owner));
        Assert.Empty(await owner.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task A_hall_with_a_database_of_its_own_makes_its_certificate_once_and_says_when_it_is_lost()
    {
        var file = Path.Combine(_folder, KeyCertificates.LocalFile);
        var made = await KeyCertificates.OfFolder(_folder, Connections);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(made.Current.Thumbprint, (await KeyCertificates.OfFolder(_folder, Connections)).Current.Thumbprint);
        Assert.Equal(3072, made.Current.GetRSAPublicKey()!.KeySize);

        File.Delete(file);
        using (await _hall.SignedIn("K5"))
        {
            var told = await Assert.ThrowsAsync<HallCannotOpenException>(() => KeyCertificates.OfFolder(_folder, Connections));
            Assert.Contains("请从备份中放回这个文件", told.Message, StringComparison.Ordinal);
        }

        Assert.False(File.Exists(file));
    }

    public Task InitializeAsync() => _hall.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _hall.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static IDataProtector Protector(ServiceProvider server) => server.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static KeyCertificates Certificates(string file) => new(KeyFile.Read(file, null), []);

    private static async Task Open(HallConnections connections)
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(
            [$"--ConnectionStrings:Hall={connections.Application}", $"--ConnectionStrings:HallOwner={connections.Owner}"]);
        await using var store = await builder.AddStore();
    }

    private static HttpClient Browser(WebApplicationFactory<Program> server) =>
        server.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test"), HandleCookies = false });

    private static async Task<HttpStatusCode> Asked(WebApplicationFactory<Program> server, string cookie)
    {
        using var browser = Browser(server);
        browser.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await browser.GetAsync("/m/account");
        return answer.StatusCode;
    }

    private string NewFile(string name)
    {
        var file = Path.Combine(_folder, name + ".pfx");
        KeyFile.Make(file, null);
        return file;
    }

    // Signs somebody in on a server of its own, which then is closed.
    private async Task<string> Cookie(string? keys)
    {
        _ = await _hall.PersonWithPassword("K2", HallRole.Section);
        await using var server = WebHall.Open(Connections, _hall.People.Clock, keys);
        using var browser = server.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://hall.test") });
        using var answer = await WebHall.SignIn(browser, "K2", "/m/sign-in");
        var given = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("hall.phone=", StringComparison.Ordinal));
        return given[..given.IndexOf(';', StringComparison.Ordinal)];
    }

    private ServiceProvider Server(Func<IDataProtectionBuilder, IDataProtectionBuilder> keys)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddHallDatabase(Connections);
        keys(services.AddDataProtection().SetApplicationName("ServiceHall").PersistKeysToDbContext<HallDb>());
        return services.BuildServiceProvider();
    }

    private async Task ForgetKeys() => await _hall.People.Sql($"DELETE FROM data_protection_key");

    private async Task<string> Rows()
    {
        await using var db = await _hall.People.Factory.CreateDbContextAsync();
        return string.Join('\n', await db.DataProtectionKeys.Select(key => key.Xml).ToListAsync());
    }
}
