namespace ServiceHall.Rules;
