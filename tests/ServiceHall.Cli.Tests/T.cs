namespace ServiceHall.Cli.Tests; public class T { [Fact] public void A() => Assert.Equal(2, int.Parse("2", System.Globalization.CultureInfo.InvariantCulture)); }
