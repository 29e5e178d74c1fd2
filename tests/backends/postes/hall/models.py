from django.db import models
from django.utils import timezone


class Utilisateur(models.Model):
    nom = models.CharField(max_length=100)
    actif = models.BooleanField(default=True)
    cree_le = models.DateTimeField(auto_now_add=True)


class Poste(models.Model):
    class Statut(models.TextChoices):
        DISPONIBLE = "disponible"
        OCCUPE = "occupe"
        HORS_LIGNE = "hors_ligne"
        MAINTENANCE = "maintenance"

    nom = models.CharField(max_length=50)
    adresse_ip = models.GenericIPAddressField()
    statut = models.CharField(max_length=20, choices=Statut.choices, default=Statut.DISPONIBLE)


class Session(models.Model):
    """Somebody's time on a machine. Durations in seconds."""

    class Statut(models.TextChoices):
        EN_ATTENTE = "en_attente", "En attente"
        ACTIVE = "active", "Active"
        TERMINEE = "terminee", "Terminée"

    code_acces = models.CharField(max_length=6, unique=True)
    utilisateur = models.ForeignKey(Utilisateur, on_delete=models.CASCADE)
    poste = models.ForeignKey(Poste, on_delete=models.CASCADE)
    duree_initiale = models.IntegerField()
    temps_restant = models.IntegerField()
    statut = models.CharField(max_length=20, choices=Statut.choices, default=Statut.EN_ATTENTE)
    debut_session = models.DateTimeField(null=True)
    fin_session = models.DateTimeField(null=True)

    @property
    def pourcentage_utilise(self):
        used = self.duree_initiale - self.temps_restant
        return max(0, int(100 * used / self.duree_initiale))

    def start(self):
        self.statut = self.Statut.ACTIVE
        self.debut_session = timezone.now()
        self.save()
        self._occupy(Poste.Statut.OCCUPE)

    def terminate(self):
        self.statut = self.Statut.TERMINEE
        self.fin_session = timezone.now()
        self.save()
        self._occupy(Poste.Statut.DISPONIBLE)

    def _occupy(self, statut):
        self.poste.statut = statut
        self.poste.save()
