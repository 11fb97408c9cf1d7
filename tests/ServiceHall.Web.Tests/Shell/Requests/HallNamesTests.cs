using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using ServiceHall.Web.Shell.Requests;

namespace ServiceHall.Web.Tests.Shell.Requests;

/// <summary>The names that a hall answers to.</summary>
public sealed class HallNamesTests
{
    [Theory]
    [InlineData("localhost:5080", true)]
    [InlineData("127.0.0.1:5080", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("elsewhere.example", false)]
    [InlineData("192.168.1.20:5081", false)]
    public void A_hall_on_this_machine_answers_to_this_machine(string host, bool isTaken) =>
        Assert.Equal(isTaken, Names(("Hall:Port", "5080")).Include(new HostString(host)));

    [Theory]
    [InlineData("192.168.1.20:5081", true)]
    [InlineData("[fe80::1]:5081", true)]
    [InlineData("elsewhere.example:5081", false)]
    public void With_phones_of_the_network_it_answers_to_addresses_and_no_other_names(string host, bool isTaken) =>
        Assert.Equal(isTaken, Names(("Hall:Port", "5080"), ("Hall:Lan", "true")).Include(new HostString(host)));

    [Theory]
    [InlineData("hall.example.cn", true)]
    [InlineData("hall.example.cn:8443", true)]
    [InlineData("HALL.example.cn", true)]
    [InlineData("phone.hall.example.cn", true)]
    [InlineData("example.cn", false)]
    [InlineData("localhost", false)]
    public void What_is_set_counts_and_nothing_else(string host, bool isTaken) =>
        Assert.Equal(isTaken, Names(("AllowedHosts", "hall.example.cn;*.hall.example.cn"), ("Hall:Port", "5080")).Include(new HostString(host)));

    [Fact]
    public void A_hall_on_a_database_of_its_own_behind_a_proxy_answers_to_every_name_until_it_is_set()
    {
        var names = Names(("Hall:Port", "5080"), ("ConnectionStrings:Hall", "Host=db"));

        Assert.True(names.TakesEvery && names.Include(new HostString("hall.example.cn")));
    }

    private static HallNames Names(params (string Name, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build());
}
